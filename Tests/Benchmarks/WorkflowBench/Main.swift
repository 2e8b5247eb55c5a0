import MeshRuntime
import Orchestrator

/// The orchestrator as it runs in the mesh, with one difference: its functions answer in its own process, as the steps of
/// its peers do. What remains is what the engine costs.
@main
struct Main {
    static func main() async {
        await MeshMain.run(OrchestratorConfiguration.self) { configuration, runtime in
            try OrchestratorService(configuration, runtime: runtime, functions: LocalFunctions { $0 })
        }
    }
}
