import Events
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(EventsConfiguration.self) { configuration, runtime in
            try await EventsService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                neighbours: LogNeighbours(runtime), group: runtime.group, clock: runtime.clock, logger: runtime.logger)
        }
    }
}
