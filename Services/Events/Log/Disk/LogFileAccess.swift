/// What a file is opened for.
package enum LogFileAccess: Sendable {
    case reading
    case writing
}
