import Identity
import MeshRuntime

@main
enum Main {
    static func main() async {
        await MeshMain.run(IdentityConfiguration.self) { configuration, runtime in
            try await IdentityService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                clock: runtime.clock, logger: runtime.logger)
        }
    }
}
