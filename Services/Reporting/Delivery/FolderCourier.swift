import FoundationEssentials
import Glibc
import MeshCore
import ReportingAPI

/// Puts files into folders below one that the operator allows.
///
/// Each part of a path is opened in the folder before it and never through a symbolic link, so that nothing on the way can lead
/// outside. A file is written under another name, synced and renamed: who sees its name sees all of it.
struct FolderCourier: Sendable {
    /// The operator's folder.
    let root: String
    /// In the names of drafts, so that no two instances write one.
    private let token = String(UInt64.random(in: .min ... .max), radix: 16)

    init(root: String) {
        self.root = root
    }

    /// Delivers a file.
    ///
    /// - Returns: Its path below the operator's folder.
    /// - Throws: ``DeliveryFailure``.
    @concurrent func deliver(_ file: OutgoingFile, to folder: ReportFolder) async throws(DeliveryFailure) -> String {
        var place = unsafe Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw failure("open the operator's folder", errno) }
        defer { Glibc.close(place) }
        for part in folder.path.split(separator: "/").map(String.init) {
            // The API takes no such part; a row that was changed by hand may have one.
            guard part != "..", part != "." else { throw .final("The folder leaves the operator's folder.") }
            let next = try enter(part, in: place)
            Glibc.close(place)
            place = next
        }
        try write(file, in: place)
        return "\(folder.path)/\(file.name)"
    }

    private func enter(_ name: String, in folder: Int32) throws(DeliveryFailure) -> Int32 {
        if unsafe mkdirat(folder, name, 0o750) == 0 {
            guard fsync(folder) == 0 else { throw failure("sync a folder", errno) }
        } else if errno != EEXIST {
            throw failure("make the folder \(name)", errno)
        }
        let opened = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else {
            if errno == ENOTDIR || errno == ELOOP {
                throw .final("\(name) is no folder, or a symbolic link, which is not followed.")
            }
            throw failure("open the folder \(name)", errno)
        }
        return opened
    }

    private func write(_ file: OutgoingFile, in folder: Int32) throws(DeliveryFailure) {
        let draft = ".\(file.name).\(token)\(Self.suffix)"
        // Of an attempt that failed half way.
        if unsafe unlinkat(folder, draft, 0) != 0, errno != ENOENT { throw failure("remove an old draft", errno) }
        let descriptor = unsafe openat(
            folder, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure("make the file", errno) }
        defer { Glibc.close(descriptor) }
        var written = 0
        while written < file.bytes.count {
            let count = unsafe file.bytes[written...].withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            guard count > 0 else { throw failure("write the file", errno) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw failure("sync the file", errno) }
        guard unsafe renameat(folder, draft, folder, file.name) == 0 else { throw failure("name the file", errno) }
        guard fsync(folder) == 0 else { throw failure("sync the folder", errno) }
        sweep(".\(file.name).", in: folder)
    }

    /// Removes what instances that died have left of the same file. Whoever still writes there has lost the right to, and
    /// finds nothing to rename.
    private func sweep(_ prefix: String, in folder: Int32) {
        // A leftover that cannot be removed now is removed after the next delivery, or does no harm.
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd/\(folder)")
        for name in names ?? [] where name.hasPrefix(prefix) && name.hasSuffix(Self.suffix) {
            _ = unsafe unlinkat(folder, name, 0)
        }
    }

    private static let suffix = ".draft"

    private func failure(_ action: String, _ error: Int32) -> DeliveryFailure {
        let words =
            switch error {
            case ENOENT: "it is not there"
            case EACCES, EPERM: "reporting may not"
            case ENOSPC, EDQUOT: "the disk is full"
            case EROFS: "it is read-only"
            case EISDIR: "a folder has its name"
            default: "error \(error)"
            }
        let message = "Failed to \(action): \(words)."
        return error == EISDIR ? .final(message) : .again(message)
    }
}
