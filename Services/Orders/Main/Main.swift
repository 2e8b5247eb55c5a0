import MeshRuntime
import Orders

@main
enum Main {
    static func main() async {
        await MeshMain.run(OrdersConfiguration.self) { configuration, runtime in
            try OrdersService(
                configuration, catalog: runtime.client(of: "catalog"), orchestrator: runtime.client(of: "orchestrator"),
                dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance, clock: runtime.clock,
                logger: runtime.logger)
        }
    }
}
