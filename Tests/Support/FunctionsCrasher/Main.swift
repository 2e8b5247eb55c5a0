import Functions
import MeshRuntime
import MeshTestKit

/// Functions as they run in the mesh, with one difference: the service may kill itself at a boundary of its work.
@main
struct Main {
    static func main() async {
        let point = CrashPoint()
        let observer = FunctionsObserver { point.reach($0) }
        await MeshMain.run(FunctionsConfiguration.self) { configuration, runtime in
            try FunctionsService(
                configuration, dataDirectory: runtime.common.dataDirectory, instance: runtime.common.instance,
                group: runtime.group, clock: runtime.clock, observer: observer, logger: runtime.logger)
        }
    }
}
