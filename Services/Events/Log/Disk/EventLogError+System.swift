import Glibc

extension EventLogError {
    /// Translates an error of the system (errno(3)).
    init(errno number: Int32, path: String) {
        switch number {
        // A limit on a file's size or a user's quota is a full disk to whoever meets it.
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull(path: path)
        case EROFS, EACCES, EPERM: self = .readOnly(path: path)
        case ENOENT: self = .missingFile(path: path)
        default: self = .inputOutput(path: path, detail: "error \(number)")
        }
    }
}
