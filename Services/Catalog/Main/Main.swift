import Catalog
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(CatalogConfiguration.self) { configuration, runtime in
            try CatalogService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                clock: runtime.clock, logger: runtime.logger)
        }
    }
}
