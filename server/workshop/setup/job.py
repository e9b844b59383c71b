"""On Windows: a child process that Windows ends when this process ends, in any way (a job object).

On POSIX systems this process becomes the next one by exec, so there is no child. Standard library only: the module is
used before anything is installed. Structures and constants: winnt.h, "Job Objects" in Microsoft's reference.
"""

import ctypes
import subprocess
import sys
from typing import Optional

KILL_ON_JOB_CLOSE = 0x2000
SILENT_BREAKAWAY_OK = 0x1000  # processes that the child starts, such as a browser, don't end with it
EXTENDED_LIMIT_INFORMATION = 9


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def bind(process: "subprocess.Popen[bytes]") -> Optional[int]:
    """Make the `subprocess.Popen` `process` end when this process ends; return the handle that does so.

    Windows closes the handle when this process ends, and ends `process` with it. Raises OSError with Windows' reason.
    Elsewhere nothing happens, and None is returned.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, ctypes.c_wchar_p]
        kernel.SetInformationJobObject.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32]
        kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        job = kernel.CreateJobObjectW(None, None)
        limits = ExtendedLimits(basic=BasicLimits(flags=KILL_ON_JOB_CLOSE | SILENT_BREAKAWAY_OK))
        size = ctypes.sizeof(limits)
        done = job and kernel.SetInformationJobObject(job, EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size)
        if not (done and kernel.AssignProcessToJobObject(job, int(process._handle))):
            raise ctypes.WinError(ctypes.get_last_error())
        return job
    return None
