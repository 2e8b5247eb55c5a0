import FoundationEssentials
import Gateway
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(GatewayConfiguration.self) { configuration, runtime in
            let arguments = CommandLine.arguments
            let loader = ConfigurationLoader(GatewayConfiguration.self, version: runtime.version)
            let reload = ConfigurationReload(path: ConfigurationReload.path(in: arguments)) {
                let environment = ProcessInfo.processInfo.environment
                guard case .values(let values) = try loader.load(arguments: arguments, environment: environment) else {
                    return configuration
                }
                return try GatewayConfiguration(values)
            }
            return try await GatewayService(configuration, runtime: runtime, reload: reload)
        }
    }
}
