"""XML by local names: files of one format come in several namespaces."""

import xml.etree.ElementTree as ET


def name(element: ET.Element) -> str:
    """Return an element's name without its namespace: strict files have another one."""
    return element.tag.rpartition("}")[2]


def attribute(element: ET.Element | None, key: str) -> str:
    """Return an attribute whatever its namespace; empty if there is none."""
    found = () if element is None else element.attrib.items()
    return next((value for full, value in found if full.rpartition("}")[2] == key), "")


def find(element: ET.Element | None, *path: str) -> ET.Element | None:
    """Return what stands under an element on a path of names."""
    for step in path:
        if element is None:
            return None
        element = next((child for child in element if name(child) == step), None)
    return element
