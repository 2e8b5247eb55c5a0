import MeshRuntime
import MeshTestKit
import Reporting

/// Reporting as it runs in the mesh, with one difference: it may kill itself at a boundary of its work.
@main
struct Main {
    static func main() async {
        let point = CrashPoint()
        let observer = WorkObserver { point.reach($0) }
        await MeshMain.run(ReportingConfiguration.self) { configuration, runtime in
            try ReportingService(
                configuration, events: runtime.client(of: "events"), orchestrator: runtime.client(of: "orchestrator"),
                dataDirectory: runtime.common.dataDirectory,
                instance: runtime.common.instance, clock: runtime.clock, observer: observer, logger: runtime.logger)
        }
    }
}
