/// The file system as the log uses it. A test puts one in its place that fills up, fails or stops.
package protocol LogDisk: Sendable {
    /// Makes a file that is not there yet, and syncs its folder, so that the file is there after a loss of power.
    ///
    /// - Throws: ``EventLogError``.
    func create(_ path: String) throws(EventLogError) -> any LogFile

    /// Opens a file.
    ///
    /// - Throws: ``EventLogError/missingFile(path:)`` when there is none, ``EventLogError``.
    func open(_ path: String, for access: LogFileAccess) throws(EventLogError) -> any LogFile

    /// The names of the entries of a folder; none when there is no such folder.
    func names(in folder: String) -> [String]

    /// Makes a folder and those above it, where they are missing.
    ///
    /// - Throws: ``EventLogError``.
    func makeFolder(_ path: String) throws(EventLogError)

    /// Removes a file or a folder with what is in it. That there is none is as good.
    func remove(_ path: String)
}
