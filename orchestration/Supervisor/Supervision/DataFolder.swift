import Crypto
import FoundationEssentials
import Glibc

/// Where everything of one mesh lies: what is written below it is all that a mesh leaves on a machine.
package struct DataFolder: Sendable, Equatable {
    /// Absolute.
    package let path: String

    /// UNIX socket paths may have 107 bytes (unix(7)); some room is left for whoever adds a suffix.
    static let socketPathLimit = 100

    /// - Parameter path: Relative ones are taken from the working folder.
    package init(path: String) {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        var parts: [Substring] = []
        for part in absolute.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        self.path = "/" + parts.joined(separator: "/")
    }

    package var store: String { path + "/orrery.sqlite" }
    package var lock: String { path + "/supervisor.lock" }
    package var certificates: String { path + "/pki" }
    package var logs: String { path + "/log" }
    package var executables: String { path + "/bin" }
    package var run: String { path + "/run" }
    /// Where mails are kept that no server was named for.
    package var mails: String { path + "/mail" }
    package var gatewayConfiguration: String { run + "/gateway.yaml" }
    package var supervisorLog: String { logs + "/supervisor.log" }

    /// The folder that all instances of a service share.
    package func serviceData(_ service: String) -> String { "\(path)/data/\(service)" }

    package func log(of instance: InstanceID) -> String { "\(logs)/\(instance).log" }

    /// The socket of the control API: in the folder, or, when that path is too long for one, in a private folder of the system's
    /// temporary folder under a name that is made of the path.
    package var controlSocket: String {
        let inside = path + "/control.sock"
        guard inside.utf8.count > Self.socketPathLimit else { return inside }
        let digest = SHA256.hash(data: Array(path.utf8)).prefix(8).map { String($0, radix: 16) }.joined()
        return "\(Self.privateTemporary)/\(digest).sock"
    }

    private static var privateTemporary: String { "/tmp/orrery-\(getuid())" }

    /// Makes the folders.
    ///
    /// - Throws: What the file system throws; ``SupervisorError/temporaryFolderTaken(_:)``.
    package func create() throws {
        for folder in [path, logs, executables, run] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        guard !controlSocket.hasPrefix(path) else { return }
        let folder = Self.privateTemporary
        if unsafe mkdir(folder, 0o700) == 0 { return }
        // Somebody else's folder under our name would let them listen in our place.
        let attributes = try FileManager.default.attributesOfItem(atPath: folder)
        guard attributes[.type] as? FileAttributeType == .typeDirectory, attributes[.posixPermissions] as? Int == 0o700,
            attributes[.ownerAccountID] as? Int == Int(getuid())
        else { throw SupervisorError.temporaryFolderTaken(folder) }
    }
}
