import FoundationEssentials
import Synchronization

/// The logs of all functions, as far as this instance writes them.
final class FunctionLogs: Sendable {
    private let root: String
    private let instance: String
    private let logs = Mutex<[String: FunctionLog]>([:])

    /// - Throws: What the file system throws.
    init(root: String, instance: String) throws {
        self.root = root
        self.instance = instance
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The log of a function: one for all its versions.
    func log(of function: String) -> FunctionLog {
        logs.withLock { logs in
            if let log = logs[function] { return log }
            let log = FunctionLog(path: "\(root)/\(function).\(instance).log")
            logs[function] = log
            return log
        }
    }
}
