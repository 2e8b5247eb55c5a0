import MeshRuntime
import MeshTestKit
import Orchestrator

/// The orchestrator as it runs in the mesh, with one difference: it may kill itself at a boundary of its work.
@main
struct Main {
    static func main() async {
        let point = CrashPoint()
        let observer = EngineObserver(named: { point.reach($0) })
        await MeshMain.run(OrchestratorConfiguration.self) { configuration, runtime in
            try OrchestratorService(configuration, runtime: runtime, observer: observer)
        }
    }
}
