import MeshRuntime
import Reporting

@main
enum Main {
    static func main() async {
        await MeshMain.run(ReportingConfiguration.self) { configuration, runtime in
            try ReportingService(
                configuration, events: runtime.client(of: "events"), orchestrator: runtime.client(of: "orchestrator"),
                dataDirectory: runtime.common.dataDirectory,
                instance: runtime.common.instance, clock: runtime.clock, logger: runtime.logger)
        }
    }
}
