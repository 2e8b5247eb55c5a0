/// A service of the mesh refused a handler's call, or was not there.
package struct MeshRefusal: Error, CustomStringConvertible {
    package let status: Int
    /// Which call it was, and what was said to it.
    package let description: String
}
