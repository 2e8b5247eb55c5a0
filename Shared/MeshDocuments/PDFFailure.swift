/// Cairo could not make the document: memory ran out, or the fonts of the machine cannot be read.
package struct PDFFailure: Error, Sendable, Equatable {
    /// Cairo's own words.
    package let detail: String
}
