import MeshRuntime
import Recommender

@main
enum Main {
    static func main() async {
        await MeshMain.run(RecommenderConfiguration.self) { configuration, runtime in
            try RecommenderService(
                configuration, events: runtime.client(of: "events"), catalog: runtime.client(of: "catalog"),
                orchestrator: runtime.client(of: "orchestrator"), dataDirectory: runtime.common.dataDirectory,
                instance: runtime.common.instance, clock: runtime.clock,
                logger: runtime.logger)
        }
    }
}
