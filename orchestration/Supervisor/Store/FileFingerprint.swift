/// What tells that a file is still the one that was hashed.
package struct FileFingerprint: Sendable, Hashable {
    package var path: String
    package var size: Int
    package var modifiedMicroseconds: Int
    package var inode: Int

    package init(path: String, size: Int, modifiedMicroseconds: Int, inode: Int) {
        self.path = path
        self.size = size
        self.modifiedMicroseconds = modifiedMicroseconds
        self.inode = inode
    }
}
