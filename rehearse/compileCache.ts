import * as modules from "node:module";

// Loading the SDKs is most of a rehearsal, and compiling them most of that. Node 22 and newer keep what they have
// compiled; NODE_COMPILE_CACHE says where, and NODE_DISABLE_COMPILE_CACHE=1 that they don't.
if ("enableCompileCache" in modules) modules.enableCompileCache();
