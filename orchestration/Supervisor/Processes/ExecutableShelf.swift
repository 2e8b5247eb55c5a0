import Crypto
import FoundationEssentials
import Glibc

/// Keeps a copy of every executable that runs, by version, so that a rebuild changes nothing that runs or restarts.
package struct ExecutableShelf: Sendable {
    /// `DATA/bin`.
    package let path: String
    private let store: SupervisorStore

    /// How many old versions of a service are kept beside those that run: enough to go back by hand.
    static let keptVersions = 3

    package init(path: String, store: SupervisorStore) {
        self.path = path
        self.store = store
    }

    /// Where the executable of a version lies.
    package func executable(of service: String, _ version: Version) -> String {
        "\(path)/\(service)/\(version)/\(service)"
    }

    /// Copies an executable to its place on the shelf, if it is not there.
    ///
    /// - Returns: Its version.
    /// - Throws: ``ProcessFailure`` when it cannot be read or run; what GRDB and the file system throw.
    package func shelve(_ source: String, of service: String) throws -> Version {
        guard unsafe access(source, X_OK) == 0 else { throw ProcessFailure("run \(source)", errno: errno) }
        let fingerprint = try Self.fingerprint(of: source)
        if let known = try store.version(of: fingerprint), isShelved(service, known) { return known }
        let version = try Self.version(of: source)
        try store.save(version, of: fingerprint)
        guard !isShelved(service, version) else { return version }
        let target = executable(of: service, version)
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(service)/\(version)", withIntermediateDirectories: true)
        // Under another name first: a copy that was cut off is never taken for the whole.
        let temporary = target + ".new"
        if FileManager.default.fileExists(atPath: temporary) { try FileManager.default.removeItem(atPath: temporary) }
        try FileManager.default.copyItem(atPath: source, toPath: temporary)
        guard unsafe rename(temporary, target) == 0 else { throw ProcessFailure("rename to \(target)", errno: errno) }
        return version
    }

    package func isShelved(_ service: String, _ version: Version) -> Bool {
        unsafe access(executable(of: service, version), X_OK) == 0
    }

    /// Removes the oldest versions that nobody runs.
    ///
    /// - Throws: What the file system throws.
    package func prune(_ service: String, keeping used: Set<Version>) throws {
        let folder = "\(path)/\(service)"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !used.contains(Version($0)) }
        let dated = try names.map { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return (name: name, date: attributes[.modificationDate] as? Date ?? .distantPast)
        }
        for entry in dated.sorted(by: { $0.date > $1.date }).dropFirst(Self.keptVersions) {
            try FileManager.default.removeItem(atPath: "\(folder)/\(entry.name)")
        }
    }

    private static func fingerprint(of path: String) throws -> FileFingerprint {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return FileFingerprint(
            path: path, size: attributes[.size] as? Int ?? 0, modifiedMicroseconds: Int(modified * 1_000_000),
            inode: attributes[.systemFileNumber] as? Int ?? 0)
    }

    private static func version(of path: String) throws(ProcessFailure) -> Version {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProcessFailure("read \(path)", errno: errno) }
        defer { close(descriptor) }
        var hash = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ProcessFailure("read \(path)", errno: errno) }
            if count == 0 { break }
            unsafe chunk.withUnsafeBytes {
                unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
        }
        let digits = hash.finalize().prefix(6).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return Version(digits.joined())
    }
}
