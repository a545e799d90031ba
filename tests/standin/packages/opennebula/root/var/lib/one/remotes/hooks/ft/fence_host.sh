#!/bin/bash
# Stand-in for the fencing script, which fails until somebody writes one.
exit 1
