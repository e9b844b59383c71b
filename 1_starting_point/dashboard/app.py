"""live insight (TM) - run me:  python dashboard/app.py [--port 8050]

"live" = we have no feed yet, so the clock below walks through december 2014, an hour every few seconds
"""
import argparse
import logging
import os

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split

HERE = os.path.dirname(os.path.abspath(__file__))
df = pd.read_csv(os.path.join(HERE, "..", "germany.csv"), parse_dates=["utc_timestamp"])
cols = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
targets = ["solar_GW", "wind_GW"]


# same as in the report. TODO: put this somewhere and import it
def eval_metrics(actual, pred):
    rmse = np.sqrt(mean_squared_error(actual, pred))
    mae = mean_absolute_error(actual, pred)
    r2 = r2_score(actual, pred)
    return rmse, mae, r2


X_train, X_test, y_train, y_test = train_test_split(df[cols], df[targets], test_size=0.1)
model = RandomForestRegressor(n_estimators=15, max_depth=12)  # smaller, startup was too slow
model.fit(X_train, y_train)
rmse, mae, r2 = eval_metrics(y_test, model.predict(X_test))

live = df[df.utc_timestamp >= "2014-12-01"].reset_index(drop=True)
live[["solar", "wind"]] = model.predict(live[cols])
SOLAR, WIND, GREY = "#f2a900", "#2a6f97", "#adb5bd"
FONT = "system-ui, sans-serif"
CARD = {"background": "white", "borderRadius": "8px", "padding": "14px 20px", "flex": 1, "boxShadow": "0 1px 3px #0002"}


def card(label, value, note, color):
    return html.Div([html.Div(label, style={"color": "#6c757d", "fontSize": 13}),
                     html.Div(value, style={"fontSize": 28, "fontWeight": 600, "color": color}),
                     html.Div(note, style={"color": "#6c757d", "fontSize": 13})], style=CARD)


def picture(now, hours, target, color):
    seen = live.iloc[max(0, now - hours):now + 1]
    ahead = live.iloc[max(0, now - hours):now + 25]
    fig = go.Figure()
    fig.add_trace(go.Scatter(x=ahead.utc_timestamp, y=ahead[target].round(2), name="forecast", line=dict(color=color, width=2.5)))
    fig.add_trace(go.Scatter(x=seen.utc_timestamp, y=seen[target + "_GW"].round(2), name="measured", fill="tozeroy",
                             fillcolor="rgba(173,181,189,0.25)", line=dict(color=GREY, width=2)))
    fig.add_vline(x=live.utc_timestamp[now], line=dict(color="#495057", dash="dot", width=1))
    return fig.update_layout(template="plotly_white", height=290, hovermode="x unified", yaxis_title="GW", font_family=FONT,
                             yaxis_rangemode="tozero", margin=dict(l=50, r=20, t=50, b=30), uirevision="keep",
                             title=f"{target.capitalize()} power", legend=dict(orientation="h", y=1.18, x=1, xanchor="right"))


app = Dash(__name__, title="Live insight", update_title=None)
app.layout = html.Div([
    html.Div([html.H1("Live insight", style={"margin": 0, "fontSize": 26}),
              html.Div(id="clock", style={"color": "#6c757d"}),
              dcc.RadioItems(id="hours", value=72, inline=True, style={"marginLeft": "auto"}, labelStyle={"marginLeft": "14px"},
                             options=[{"label": " 1 day", "value": 24}, {"label": " 3 days", "value": 72}, {"label": " 7 days", "value": 168}])],
             style={"display": "flex", "gap": "18px", "alignItems": "baseline"}),
    html.Div(id="cards", style={"display": "flex", "gap": "14px", "margin": "16px 0"}),
    html.Div(dcc.Graph(id="solar", config={"displayModeBar": False}), style=CARD | {"marginBottom": "14px"}),
    html.Div(dcc.Graph(id="wind", config={"displayModeBar": False}), style=CARD),
    dcc.Interval(id="tick", interval=4000),
], style={"fontFamily": FONT, "background": "#f1f3f5", "padding": "22px 30px", "minHeight": "100vh", "boxSizing": "border-box", "margin": "-8px"})


@app.callback(Output("clock", "children"), Output("cards", "children"), Output("solar", "figure"), Output("wind", "figure"),
              Input("tick", "n_intervals"), Input("hours", "value"))
def update(n, hours):
    now = (200 + (n or 0)) % (len(live) - 25)
    row, soon = live.iloc[now], live.iloc[now + 1:now + 25]
    cards = [card("Solar now", f"{row.solar_GW:.1f} GW", f"forecast {row.solar:.1f} GW", SOLAR),
             card("Wind now", f"{row.wind_GW:.1f} GW", f"forecast {row.wind:.1f} GW", WIND),
             card("Next 24 hours", f"{(soon.solar + soon.wind).sum():,.0f} GWh", "forecast, both together", "#52796f"),
             card("Model quality", f"{r2:.1%}", f"RMSE {rmse:.2f} GW", "#7b2cbf")]
    clock = row.utc_timestamp.strftime("%A %d %B %Y, %H:%M UTC")
    return clock, cards, picture(now, hours, "solar", SOLAR), picture(now, hours, "wind", WIND)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8050)
    port = parser.parse_args().port
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    print(f"http://127.0.0.1:{port}   (Ctrl-C stops)", flush=True)
    app.run(host="127.0.0.1", port=port, debug=False)
