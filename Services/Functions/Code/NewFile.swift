import Glibc

/// A file that is made once.
enum NewFile {
    /// Whether the file outlives a crash of the machine.
    enum Durability: Sendable {
        case synced
        case cached
    }

    /// Makes a file; it must not be there, nor lead through a link.
    ///
    /// - Throws: ``SpawnFailure``.
    static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32, _ durability: Durability
    ) throws(SpawnFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SpawnFailure(action: "create \(path)", code: errno) }
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            guard count > 0 else { throw SpawnFailure(action: "write \(path)", code: errno) }
            offset += count
        }
        guard durability == .cached || fsync(descriptor) == 0 else {
            throw SpawnFailure(action: "sync \(path)", code: errno)
        }
    }

    /// Makes the names in a folder outlive a crash of the machine.
    static func syncFolder(_ path: String) {
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
