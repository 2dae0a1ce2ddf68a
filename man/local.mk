dist_man_MANS += man/canvass.1 man/canvass-sandbox.1 man/canvass-config.5
