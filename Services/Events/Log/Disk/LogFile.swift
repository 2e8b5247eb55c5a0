/// An open file of the log. All calls block.
package protocol LogFile: Sendable {
    var path: String { get }

    /// The length in bytes.
    ///
    /// - Throws: ``EventLogError``.
    func length() throws(EventLogError) -> Int

    /// Reads from a position; fewer bytes than asked for when the file ends.
    ///
    /// - Throws: ``EventLogError``.
    func read(at position: Int, count: Int) throws(EventLogError) -> [UInt8]

    /// Writes all bytes at a position.
    ///
    /// - Throws: ``EventLogError``; some of the bytes may have been written.
    func write(_ bytes: [UInt8], at position: Int) throws(EventLogError)

    /// Returns once what was written is on disk, with the length.
    ///
    /// - Throws: ``EventLogError``.
    func sync() throws(EventLogError)

    /// Cuts the file off.
    ///
    /// - Throws: ``EventLogError``.
    func truncate(to length: Int) throws(EventLogError)
}
