import MeshCore

/// A schema whose keywords are being read.
struct KeywordReading {
    let object: JSONObject
    let place: SchemaPlace
    let profile: DialectProfile
}
