import Functions
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(FunctionsConfiguration.self) { configuration, runtime in
            try FunctionsService(
                configuration, mesh: HandlerMesh(configuration.reach) { runtime.client(of: $0) },
                dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                group: runtime.group, clock: runtime.clock, logger: runtime.logger)
        }
    }
}
