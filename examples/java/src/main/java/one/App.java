package one;

import com.pulumi.Pulumi;
import com.pulumi.opennebulakubernetes.OpenNebula;
import com.pulumi.opennebulakubernetes.OpenNebulaArgs;
import com.pulumi.opennebulakubernetes.enums.ServiceType;
import com.pulumi.opennebulakubernetes.inputs.ExposeArgs;
import com.pulumi.opennebulakubernetes.inputs.ImageArgs;
import com.pulumi.opennebulakubernetes.outputs.Endpoints;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var frontEnd = new OpenNebula("one", OpenNebulaArgs.builder()
                .version("7.4.0")
                .image(ImageArgs.builder().reference("registry.example.net/cloud/opennebula:7.4.0").build())
                .expose(ExposeArgs.builder().type(ServiceType.LoadBalancer).build())
                .build());

            // Pulumi's SDK for Java exports texts, numbers, lists and maps, and none of a package's own types.
            ctx.export("xmlrpc", frontEnd.endpoints().applyValue(Endpoints::xmlrpc));
            ctx.export("sshPublicKey", frontEnd.sshPublicKey());
            ctx.export("oneadminPassword", frontEnd.oneadminPassword());
        });
    }
}
