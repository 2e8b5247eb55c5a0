import MeshRuntime
import Orchestrator

@main
enum Main {
    static func main() async {
        await MeshMain.run(OrchestratorConfiguration.self) { configuration, runtime in
            try OrchestratorService(configuration, runtime: runtime)
        }
    }
}
