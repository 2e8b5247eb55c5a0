import Foundation
import Glibc

/// The file system of the machine.
package struct SystemDisk: LogDisk {
    package init() {}

    package func create(_ path: String) throws(EventLogError) -> any LogFile {
        let file = try SystemFile(path: path, flags: O_RDWR | O_CREAT | O_EXCL)
        try syncFolder(of: path)
        return file
    }

    package func open(_ path: String, for access: LogFileAccess) throws(EventLogError) -> any LogFile {
        switch access {
        case .reading: try SystemFile(path: path, flags: O_RDONLY)
        case .writing: try SystemFile(path: path, flags: O_RDWR)
        }
    }

    package func names(in folder: String) -> [String] {
        // A folder that is not there has no entries.
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    package func makeFolder(_ path: String) throws(EventLogError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .inputOutput(path: path, detail: error.localizedDescription)
        }
    }

    package func remove(_ path: String) {
        // What is gone already need not be removed; what stays is swept when its partition is opened next.
        try? FileManager.default.removeItem(atPath: path)
    }

    private func syncFolder(of path: String) throws(EventLogError) {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        let file = try SystemFile(path: folder, flags: O_RDONLY | O_DIRECTORY)
        try file.syncAll()
    }
}
