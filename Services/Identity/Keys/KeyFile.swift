import Glibc

/// The file with the one secret that is not in the store: `DATA/identity.key`, 256 bits, readable by its owner alone.
///
/// A copy of the database without it reveals no signing key, no AWS secret and no refresh token.
enum KeyFile {
    static let secretLength = 32
    private static let heading = "orrery-identity-key-v1 "

    /// Reads the file; makes it first when it is not there.
    ///
    /// Instances may start at the same moment: each writes a file of its own name and links it to the agreed one, which succeeds for
    /// exactly one; then all read that.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - mayCreate: Whether a missing file may be made. Not when the store holds sealed secrets already: a new key could not open
    ///     them.
    ///   - random: Where the secret comes from.
    /// - Throws: `IdentityError.keyFile` when it is missing but must not be made, damaged, or open to others.
    static func load(_ path: String, mayCreate: Bool, random: RandomBytes) throws(IdentityError) -> [UInt8] {
        if let secret = try read(path) { return secret }
        guard mayCreate else {
            throw .keyFile(
                "\(path) is missing, but the store holds secrets that were sealed with it: restore it from a backup")
        }
        try create(
            path, secret: random.bytes(secretLength),
            temporary: "\(path).\(getpid()).\(Base64Alphabet.url.encode(random.bytes(6)))")
        guard let secret = try read(path) else { throw .keyFile("\(path) vanished after it was made") }
        return secret
    }

    private static func create(_ path: String, secret: [UInt8], temporary: String) throws(IdentityError) {
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .keyFile("cannot create \(temporary): errno \(errno)") }
        defer {
            close(file)
            unsafe unlink(temporary)
        }
        let text = Array("\(heading)\(Base64Alphabet.url.encode(secret))\n".utf8)
        let written = unsafe text.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
        guard written == text.count, fsync(file) == 0 else {
            throw .keyFile("cannot write \(temporary): errno \(errno)")
        }
        guard unsafe link(temporary, path) == 0 || errno == EEXIST else {
            throw .keyFile("cannot put \(path) in place: errno \(errno)")
        }
        try syncDirectory(of: path)
    }

    private static func syncDirectory(of path: String) throws(IdentityError) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .keyFile("cannot open \(directory): errno \(errno)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .keyFile("cannot sync \(directory): errno \(errno)") }
    }

    /// The secret; nil when there is no file.
    private static func read(_ path: String) throws(IdentityError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .keyFile("cannot open \(path): errno \(errno)")
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .keyFile("cannot examine \(path): errno \(errno)") }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw .keyFile(
                "\(path) must belong to the user that runs the service, and be readable by nobody else (mode 0600)")
        }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { throw .keyFile("\(path) is empty or cannot be read") }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        guard text.hasPrefix(heading), text.hasSuffix("\n"),
            let secret = Base64Alphabet.url.decode(text.dropFirst(heading.count).dropLast()),
            secret.count == secretLength
        else { throw .keyFile("\(path) is damaged") }
        return secret
    }
}
