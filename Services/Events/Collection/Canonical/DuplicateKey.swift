/// By what a repetition of an event is known. Sites are kept apart, so that nobody can use up another's ids.
package struct DuplicateKey: Hashable, Sendable {
    package var site: String
    package var source: String
    package var id: String

    package init(site: String, source: String, id: String) {
        self.site = site
        self.source = source
        self.id = id
    }
}
