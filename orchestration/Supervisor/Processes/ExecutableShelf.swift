import Crypto
import FoundationEssentials
import Glibc

/// Keeps every executable that runs, by version, so that a rebuild changes nothing that runs or restarts.
///
/// Where it can, it keeps a second name of the same file (link(2)): builds put a new file in place of the old one, and nothing
/// has to be written. Copies of a whole mesh are more than a gigabyte, which the kernel brings to the disk half a minute later,
/// and whoever waits for a sync then waits for all of it. Whether what is under a name is still what was put there is looked
/// at before it is believed.
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

    /// Puts an executable at its place on the shelf, if it is not there.
    ///
    /// - Returns: Its version.
    /// - Throws: ``ProcessFailure`` when it cannot be read or run; what GRDB and the file system throw.
    package func shelve(_ source: String, of service: String) throws -> Version {
        guard unsafe access(source, X_OK) == 0 else { throw ProcessFailure("run \(source)", errno: errno) }
        let fingerprint = try Self.fingerprint(of: source)
        if let known = try store.version(of: fingerprint), try isShelved(service, known) { return known }
        let version = try Self.version(of: source)
        try store.save(version, of: fingerprint)
        guard try !isShelved(service, version) else { return version }
        let target = executable(of: service, version)
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(service)/\(version)", withIntermediateDirectories: true)
        // Under another name first: a copy that was cut off is never taken for the whole.
        let temporary = target + ".new"
        if FileManager.default.fileExists(atPath: temporary) { try FileManager.default.removeItem(atPath: temporary) }
        if unsafe linkat(AT_FDCWD, source, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) != 0 {
            try Self.copy(source, to: temporary)
        }
        guard unsafe rename(temporary, target) == 0 else { throw ProcessFailure("rename to \(target)", errno: errno) }
        try store.save(version, of: Self.fingerprint(of: target))
        return version
    }

    /// Whether the executable of a version is there, and is what it was.
    ///
    /// - Throws: What GRDB throws.
    package func isShelved(_ service: String, _ version: Version) throws -> Bool {
        let target = executable(of: service, version)
        guard unsafe access(target, X_OK) == 0, let fingerprint = try? Self.fingerprint(of: target) else {
            return false
        }
        if let known = try store.version(of: fingerprint) { return known == version }
        // Who has put it there has not said so, or it was written over.
        guard let found = try? Self.version(of: target) else { return false }
        try store.save(found, of: fingerprint)
        return found == version
    }

    /// Copies a file to another file system, or where the kernel allows no second name, and returns when it is on disk.
    private static func copy(_ source: String, to target: String) throws {
        // Of a symbolic link it would copy the link.
        let file = URL(fileURLWithPath: source).resolvingSymlinksInPath().path(percentEncoded: false)
        try FileManager.default.copyItem(atPath: file, toPath: target)
        let descriptor = unsafe open(target, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProcessFailure("read \(target)", errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ProcessFailure("sync \(target)", errno: errno) }
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
