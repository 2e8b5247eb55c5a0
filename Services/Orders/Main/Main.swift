import MeshRuntime
import Orders

@main
enum Main {
    static func main() async {
        await MeshMain.run(OrdersConfiguration.self) { configuration, runtime in
            try OrdersService(
                configuration, dataDirectory: runtime.common.dataDirectory, clock: runtime.clock, logger: runtime.logger
            )
        }
    }
}
