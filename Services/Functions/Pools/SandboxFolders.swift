import FoundationEssentials
import Synchronization

/// The folders of the processes of this instance.
final class SandboxFolders: Sendable {
    private let root: String
    private let last = Atomic<Int>(0)

    /// Removes what an instance of the same name has left.
    ///
    /// - Parameter root: This instance's own.
    /// - Throws: What the file system throws.
    init(root: String) throws {
        self.root = root
        if FileManager.default.fileExists(atPath: root) { try FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// One that no process has had.
    func next() -> SandboxFolder {
        SandboxFolder(path: "\(root)/\(last.add(1, ordering: .relaxed).newValue)")
    }
}
