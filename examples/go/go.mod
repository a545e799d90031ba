module one-in-go

go 1.24

// `pulumi package add ../..` adds the component's SDK, which it makes in sdks/.
require github.com/pulumi/pulumi/sdk/v3 v3.248.0
