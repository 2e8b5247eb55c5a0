import Functions
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(FunctionsConfiguration.self) { configuration, runtime in
            try FunctionsService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                group: runtime.group, clock: runtime.clock, logger: runtime.logger)
        }
    }
}
