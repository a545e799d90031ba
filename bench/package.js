// The package as a program loads it, without a front-end.
require("../bin/index.js");
