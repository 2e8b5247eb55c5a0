import FoundationEssentials

/// The files of one process: its working directory, in which the function's code lies, and a place for what it makes.
///
/// The code is not copied: each of its top entries is a link into the shelf. What the process writes beside them is its own
/// and goes with it.
struct SandboxFolder: Sendable {
    let path: String

    var task: String { "\(path)/task" }
    var temporary: String { "\(path)/tmp" }

    /// - Parameter code: Where the code lies unpacked.
    /// - Throws: What the file system throws.
    func make(code: String) throws {
        let files = FileManager.default
        for folder in [task, temporary] {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        for entry in try files.contentsOfDirectory(atPath: code) {
            try files.createSymbolicLink(atPath: "\(task)/\(entry)", withDestinationPath: "\(code)/\(entry)")
        }
    }

    func remove() {
        // What cannot be removed now is removed with the folder of the instance at the next start.
        try? FileManager.default.removeItem(atPath: path)
    }
}
