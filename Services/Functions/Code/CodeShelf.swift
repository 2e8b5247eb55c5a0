import Crypto
import FoundationEssentials
import Glibc
import MeshStore
import Synchronization

/// The code of all versions, under the digest of its archive: shared by all instances, written once, never changed.
///
/// The archive is kept as it came; it is unpacked beside it, into a folder of another name first, so that no instance ever
/// sees half of it.
final class CodeShelf: Sendable {
    /// Bytes of an archive, and of what is in it: AWS's limits for an upload and for what it unpacks to.
    struct Limits: Sendable {
        var archive = 50 << 20
        var unpacked = 250 << 20
        var entries = 20_000
    }

    private let root: String
    private let limits: Limits
    private let observer: FunctionsObserver?
    /// The folders that are known to be there.
    private let ready = Mutex<Set<String>>([])

    /// Removes what those left half done who have died.
    ///
    /// - Parameters:
    ///   - root: Made when it is not there.
    ///   - observer: Is told of every boundary.
    /// - Throws: What the file system throws.
    init(root: String, limits: Limits = Limits(), observer: FunctionsObserver? = nil) throws {
        self.root = root
        self.limits = limits
        self.observer = observer
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try removeRests()
    }

    /// Keeps an archive, on disk when this returns.
    ///
    /// - Throws: ``FunctionsError`` when it is none or too large; what the file system throws.
    func put(_ archive: [UInt8]) throws -> FunctionCode {
        guard archive.count <= limits.archive else {
            throw FunctionsError.requestTooLarge(
                "Request must be smaller than \(limits.archive) bytes for the CreateFunction operation")
        }
        let digest = Array(SHA256.hash(data: archive))
        let code = FunctionCode(
            digest: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
            digestBase64: Data(digest).base64EncodedString(), size: archive.count)
        let path = archivePath(of: code)
        if !FileManager.default.fileExists(atPath: path) { try write(archive, to: path) }
        _ = try unpack(code)
        return code
    }

    /// The archive as it came.
    ///
    /// - Throws: What the file system throws.
    func archive(of code: FunctionCode) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: archivePath(of: code))))
    }

    /// The folder into which it is unpacked; done now when no instance has yet.
    ///
    /// - Throws: ``FunctionsError``; what the file system throws.
    func folder(of code: FunctionCode) async throws -> String {
        try unpack(code)
    }

    private func archivePath(of code: FunctionCode) -> String { "\(root)/\(code.digest).zip" }

    private func unpack(_ code: FunctionCode) throws -> String {
        let folder = "\(root)/\(code.digest)"
        if ready.withLock({ $0.contains(folder) }) { return folder }
        if !FileManager.default.fileExists(atPath: folder) {
            let partial = partialName(folder)
            do {
                try ZipArchive(path: archivePath(of: code)).unpack(
                    into: partial, bytes: limits.unpacked, entries: limits.entries)
            } catch {
                // What was unpacked is of no use to anybody; a rest that stays does no harm under its own name.
                try? FileManager.default.removeItem(atPath: partial)
                throw error
            }
            observer?.reached("before code is there")
            if unsafe rename(partial, folder) != 0 {
                let code = errno
                try FileManager.default.removeItem(atPath: partial)
                // Another instance may have been faster; then its folder is as good.
                guard [EEXIST, ENOTEMPTY].contains(code) else {
                    throw SpawnFailure(action: "rename \(partial)", code: code)
                }
            }
            observer?.reached("after code is there")
        }
        _ = ready.withLock { $0.insert(folder) }
        return folder
    }

    /// Writes a file under another name, makes it durable, and gives it its name.
    private func write(_ bytes: [UInt8], to path: String) throws {
        let partial = partialName(path)
        do {
            try NewFile.write(bytes, to: partial, mode: 0o640, .synced)
        } catch {
            unsafe unlink(partial)
            throw error
        }
        observer?.reached("before an archive is there")
        guard unsafe rename(partial, path) == 0 else {
            let code = errno
            unsafe unlink(partial)
            throw SpawnFailure(action: "rename \(partial)", code: code)
        }
        NewFile.syncFolder(root)
        observer?.reached("after an archive is there")
    }

    /// What is being made has a name that tells by whom: `….part-PROCESS-NUMBER`.
    private func partialName(_ path: String) -> String {
        "\(path)\(Self.partMark)\(ProcessMark.own)-\(UInt64.random(in: 0 ... .max))"
    }

    private static let partMark = ".part-"

    private func removeRests() throws {
        for entry in try FileManager.default.contentsOfDirectory(atPath: root) {
            guard let mark = entry.firstRange(of: Self.partMark) else { continue }
            let maker = entry[mark.upperBound...].prefix { $0 != "-" }
            if ProcessMark.isAlive(String(maker)) { continue }
            // Another instance may be about to remove it too.
            try? FileManager.default.removeItem(atPath: "\(root)/\(entry)")
        }
    }
}
