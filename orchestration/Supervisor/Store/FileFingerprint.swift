/// What tells that a file is still the one that was hashed.
package struct FileFingerprint: Sendable, Hashable {
    package var path: String
    package var size: Int
    package var modifiedNanoseconds: Int
    package var inode: UInt64

    package init(path: String, size: Int, modifiedNanoseconds: Int, inode: UInt64) {
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
    }
}
