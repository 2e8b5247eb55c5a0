import Glibc

/// A secret that all instances of a service share: random bytes in a file that whoever comes first makes, whole or not
/// at all.
package struct SecretFile: Sendable {
    /// The file cannot be made or read.
    package enum Failure: Error, Equatable {
        case system(operation: String, path: String, code: Int32)
        case malformed(path: String)
    }

    /// 256 bits.
    private static let size = 32

    private let path: String

    /// - Parameter path: In a directory that exists.
    package init(path: String) {
        self.path = path
    }

    /// The secret; made when there is none yet.
    ///
    /// - Throws: ``Failure``.
    package func load() throws(Failure) -> [UInt8] {
        if let secret = try read() { return secret }
        try create()
        guard let secret = try read() else { throw .malformed(path: path) }
        return secret
    }

    private func read() throws(Failure) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw failure("open")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.size + 1)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw failure("read") }
        guard count == Self.size else { throw .malformed(path: path) }
        return Array(bytes[..<count])
    }

    /// Writes a file of its own and links it to the name: of several instances that do so at once, one link succeeds,
    /// and the rest read what it made.
    private func create() throws(Failure) {
        var random = SystemRandomNumberGenerator()
        let draft = "\(path).\(getpid()).\(random.next())"
        let secret = (0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create") }
        defer { unsafe unlink(draft) }
        let written = unsafe secret.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        let isKept = written == Self.size && fsync(descriptor) == 0
        close(descriptor)
        guard isKept else { throw failure("write") }
        guard unsafe link(draft, path) == 0 || errno == EEXIST else { throw failure("link") }
    }

    private func failure(_ operation: String) -> Failure {
        .system(operation: operation, path: path, code: errno)
    }
}
