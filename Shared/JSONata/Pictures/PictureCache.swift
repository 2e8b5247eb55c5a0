import Synchronization

/// Pictures that were read lately: most expressions use the same few over and over, and reading one takes longer than
/// using it.
final class PictureCache<Key: Hashable & Sendable, Picture: Sendable>: Sendable {
    /// How many are kept; with one more, all are forgotten, which costs less than to know which is the oldest.
    private static var most: Int { 128 }

    /// Longer ones nobody writes by hand, and are not kept.
    private static var longest: Int { 1000 }

    private let pictures = Mutex<[Key: Picture]>([:])

    /// The picture of a key, read when it is not there. One that cannot be read is tried again the next time.
    ///
    /// - Parameter length: Of the picture's text, in bytes.
    func picture(
        of key: Key, length: Int, _ read: () throws(JSONataError) -> Picture
    ) throws(JSONataError) -> Picture {
        guard length <= Self.longest else { return try read() }
        if let picture = pictures.withLock({ $0[key] }) { return picture }
        let picture = try read()
        pictures.withLock { pictures in
            if pictures.count >= Self.most { pictures = [:] }
            pictures[key] = picture
        }
        return picture
    }
}
