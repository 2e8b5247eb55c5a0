import Foundation
import FoundationEssentials

/// Files of a folder under the names of buckets and keys.
struct Buckets: Sendable {
    let folder: String

    /// The path of a key; nil when it would leave the bucket.
    func path(bucket: String, key: String) -> String? {
        let parts = ([bucket] + key.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
        guard !bucket.isEmpty, !key.isEmpty,
            parts.allSatisfy({ $0 != ".." && $0 != "." && !$0.isEmpty && !$0.contains("\0") })
        else { return nil }
        return ([folder] + parts).joined(separator: "/")
    }

    /// The bytes of a key; nil when there are none.
    func read(bucket: String, key: String) -> [UInt8]? {
        guard let path = path(bucket: bucket, key: key) else { return nil }
        // That it is not there and that it cannot be read are the same for who asks.
        return (try? Data(contentsOf: URL(filePath: path))).map { Array($0) }
    }

    /// Writes a key, whole or not at all.
    ///
    /// - Throws: What the file system says.
    func write(_ bytes: [UInt8], bucket: String, key: String) throws {
        guard let path = path(bucket: bucket, key: key) else { throw CocoaError(.fileWriteInvalidFileName) }
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url, options: .atomic)
    }

    /// The keys of a bucket that begin with a prefix, with their sizes, in order.
    func list(bucket: String, prefix: String) -> [(key: String, size: Int)] {
        let root = "\(folder)/\(bucket)"
        guard !bucket.isEmpty, !bucket.contains("/"), bucket != "..",
            let paths = FileManager.default.subpaths(atPath: root)
        else { return [] }
        return paths.filter { $0.hasPrefix(prefix) }.sorted().compactMap { key in
            // What is no file (any more) is no key.
            guard let facts = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(key)"),
                facts[.type] as? FileAttributeType == .typeRegular
            else { return nil }
            return (key, (facts[.size] as? Int) ?? 0)
        }
    }
}
