import MeshRuntime
import Notifier

@main
enum Main {
    static func main() async {
        await MeshMain.run(NotifierConfiguration.self) { configuration, runtime in
            try NotifierService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                clock: runtime.clock, logger: runtime.logger)
        }
    }
}
