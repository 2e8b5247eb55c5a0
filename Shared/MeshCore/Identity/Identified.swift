/// Something that has ids of its own kind.
package protocol Identified {
    /// What its ids begin with, before the underscore: two to eight lower-case letters or digits (`prd`).
    static var idPrefix: String { get }
}
